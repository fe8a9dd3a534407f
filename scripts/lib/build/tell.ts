/** Tells the process that started this one. Where it has ended, there is nobody left to work for. */
export function tell(message: object): void {
  process.send?.(message, undefined, {}, (error) => {
    if (error) process.exit();
  });
}
