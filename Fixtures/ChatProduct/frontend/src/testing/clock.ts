/** The fake clock's step. Delays in tests are multiples of it, so that nothing is rounded. */
const STEP = 10;

/** More turns than any chain of promises in the client has. */
const TURNS = 40;

/** Lets promises that are ready run their course. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await Promise.resolve();
  }
}

/** Moves the fake clock on and runs what falls due, promises included, in the order of time. */
export async function advance(milliseconds: number): Promise<void> {
  await settle();
  for (let passed = 0; passed < milliseconds; passed += STEP) {
    jest.advanceTimersByTime(Math.min(STEP, milliseconds - passed));
    await settle();
  }
}
