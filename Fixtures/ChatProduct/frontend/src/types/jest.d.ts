/** The part of jest's globals that the tests use. */
declare namespace jest {
  interface Mock<Arguments extends unknown[] = unknown[], Result = unknown> {
    (...args: Arguments): Result;
    readonly mock: { readonly calls: Arguments[] };
    mockReturnValue(value: Result): this;
    mockImplementation(implementation: (...args: Arguments) => Result): this;
  }

  function fn<Arguments extends unknown[], Result>(
    implementation: (...args: Arguments) => Result,
  ): Mock<Arguments, Result>;
  function fn(): Mock;
  function mock(module: string, factory?: () => unknown): void;
  function clearAllMocks(): void;
  function useFakeTimers(): void;
  function useRealTimers(): void;
  function advanceTimersByTime(milliseconds: number): void;
}

interface Matchers {
  readonly not: Matchers;
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toContain(expected: unknown): void;
  toHaveLength(expected: number): void;
  toHaveBeenCalled(): void;
  toHaveBeenCalledTimes(times: number): void;
  toHaveBeenCalledWith(...args: unknown[]): void;
}

declare function describe(name: string, body: () => void): void;
declare function it(name: string, body: () => void | Promise<void>): void;
declare function beforeEach(body: () => void): void;
declare function afterEach(body: () => void): void;
declare function expect(actual: unknown): Matchers;
