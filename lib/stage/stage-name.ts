export const stageNames = ['dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];
