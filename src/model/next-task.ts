/**
 * Lets waiting messages in (Pause, Stop, heartbeat): where a backend computes synchronously, awaiting its
 * results never leaves the current task.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
