export interface TaskType {
  readonly name: string;
  /** Medians of a run. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  /** An agent that works on it asks so often at most. */
  readonly mostRequests: number;
  /** What some of them bring besides text, to models that take it. */
  readonly comesWith?: 'audio_input_tokens' | 'image_input_tokens';
  readonly descriptions: readonly string[];
}

/** The task types, with how often each occurs. */
export const taskTypes: readonly (readonly [TaskType, number])[] = [
  [
    {
      name: 'code_generation',
      inputTokens: 26_000,
      outputTokens: 1_900,
      seconds: 26,
      mostRequests: 4,
      descriptions: [
        'Add range checks to the gripper calibration endpoint',
        'Implement the retry policy of the telemetry uploader',
        'Write a migration for the firmware inventory',
      ],
    },
    44,
  ],
  [
    {
      name: 'code_review',
      inputTokens: 34_000,
      outputTokens: 900,
      seconds: 19,
      mostRequests: 1,
      descriptions: ['Review the path planner refactoring', 'Review the new battery model'],
    },
    26,
  ],
  [
    {
      name: 'debugging',
      inputTokens: 48_000,
      outputTokens: 2_300,
      seconds: 48,
      mostRequests: 6,
      comesWith: 'image_input_tokens',
      descriptions: [
        'Find out why the arm controller drops frames',
        'Explain the flaky docking test',
        'Trace the memory growth of the map service',
      ],
    },
    18,
  ],
  [
    {
      name: 'documentation',
      inputTokens: 11_000,
      outputTokens: 1_500,
      seconds: 15,
      mostRequests: 1,
      comesWith: 'audio_input_tokens',
      descriptions: ['Document the fleet API', 'Bring the safety manual up to date'],
    },
    12,
  ],
];
