/** The part of jest's globals that the tests use. */
declare namespace jest {
  interface Mock<Arguments extends unknown[] = unknown[], Result = unknown> {
    (...args: Arguments): Result;
    readonly mock: { readonly calls: Arguments[] };
    mockReturnValue(value: Result): this;
    mockImplementation(implementation: (...args: Arguments) => Result): this;
    mockRestore(): void;
  }

  function fn<Arguments extends unknown[], Result>(
    implementation: (...args: Arguments) => Result,
  ): Mock<Arguments, Result>;
  function fn(): Mock;
  function spyOn<Target, Name extends keyof Target>(
    target: Target,
    name: Name,
  ): Target[Name] extends (...args: infer Arguments) => infer Result ? Mock<Arguments, Result> : never;
  function mock(module: string, factory?: () => unknown): void;
  function resetModules(): void;
  function clearAllMocks(): void;
  function restoreAllMocks(): void;
  function useFakeTimers(): void;
  function useRealTimers(): void;
  function setSystemTime(now: number): void;
  function advanceTimersByTime(milliseconds: number): void;
}

interface Matchers {
  readonly not: Matchers;
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toContain(expected: unknown): void;
  toHaveLength(expected: number): void;
  toBeNull(): void;
  toBeUndefined(): void;
  toBeCloseTo(expected: number, digits?: number): void;
  toBeLessThan(expected: number): void;
  toBeLessThanOrEqual(expected: number): void;
  toBeGreaterThan(expected: number): void;
  toBeGreaterThanOrEqual(expected: number): void;
  toHaveBeenCalled(): void;
  toHaveBeenCalledTimes(times: number): void;
  toHaveBeenCalledWith(...args: unknown[]): void;
  toThrow(expected?: string): void;
}

declare function describe(name: string, body: () => void): void;
declare function it(name: string, body: () => void | Promise<void>): void;
declare namespace it {
  function each<Row>(rows: readonly Row[]): (name: string, body: (row: Row) => void | Promise<void>) => void;
}
declare function beforeEach(body: () => void | Promise<void>): void;
declare function afterEach(body: () => void | Promise<void>): void;
declare function expect(actual: unknown): Matchers;
