import { Performance } from './performance.tsx';
import { Usage } from './usage.tsx';

/** Who had work done, and how it went. */
export default function TasksAndUsage() {
  return (
    <>
      <Usage />
      <Performance />
    </>
  );
}
