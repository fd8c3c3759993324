import Findings
import Foundation
import Processes
import Testing

@testable import Conformance

/// The client's code has its page and nothing of the program around it: no way leads from what it
/// is given to a function of the harness, with which it could write its own trace.
@Suite(.serialized) struct ConfinementTests {
  /// Each way ends with something that the harness might have made.
  private static let ways: [(name: String, code: String)] = [
    ("the global object", "tried('global', globalThis);"),
    (
      "what is global",
      "for (const name of Object.getOwnPropertyNames(globalThis)) tried(name, (globalThis as any)[name]);"
    ),
    (
      "an import",
      "try { await (0, eval)('import(\"fs\")'); tried('import', () => 0, true); } catch (error) { tried('import', error); }"
    ),
    (
      "an import of a function",
      "try { await new Function('return import(\"fs\")')(); tried('import', () => 0, true); } catch (error) { tried('import', error); }"
    ),
    ("a bad address", "try { await fetch('http://['); } catch (error) { tried('fetch', error); }"),
    (
      "a bad text",
      "for (const call of [() => atob({} as any), () => btoa('\\u{1F600}'), () => new URL('http://['), () => structuredClone(() => 0)]) { try { tried('text', call()); } catch (error) { tried('text', error); } }"
    ),
    (
      "a deep stack",
      "const fall = (): void => { try { Math.random(); Date.now(); localStorage.setItem('a', 'b'); fall(); } catch (error) { tried('stack', error); throw error; } }; try { fall(); } catch {}"
    ),
    ("a module that is not there", "try { require('./none'); } catch (error) { tried('require', error); }"),
    ("require itself", "tried('require', require);"),
    ("the module", "tried('module', module); tried('process', process); tried('exports', exports);"),
    (
      "a timer",
      "await new Promise((done) => setTimeout(function (this: any) { tried('this', this); tried('caller', arguments); done(0); }, 5));"
    ),
    (
      "an answer",
      "tried('answer', await fetch('/api/messages')); tried('json', await (await fetch('/api/messages')).json());"
    ),
    (
      "a stack of calls",
      "Error.prepareStackTrace = (_, sites: any) => sites; for (const site of (new Error().stack as any)) { tried('site', site); tried('this', site.getThis?.()); tried('function', site.getFunction?.()); } delete Error.prepareStackTrace;"
    ),
    (
      "a subscriber",
      "for (const listener of listeners) { tried('listener', listener); try { listener(); } catch (error) { tried('thrown', error); } }"
    ),
    ("arguments", "for (const value of given) tried('argument', value);"),
    ("a promise", "for (const value of thens) tried('then', value);"),
  ]

  /// Says of a value whether it leads to a function that sees the program around the page.
  private static let detector = """
    const escaped = [];
    let ran = 0;
    function reaches(make) {
      try { return make('return typeof process')() === 'object' && make('return process.pid')() > 0; } catch { return false; }
    }
    function tried(name, value, isOut = false) {
      ran += 1;
      if (isOut) escaped.push(name);
      for (let one = value; one !== null && one !== undefined; one = Object.getPrototypeOf(Object(one))) {
        let make;
        try { make = one.constructor?.constructor; } catch { continue; }
        if (typeof make === 'function' && reaches(make)) { escaped.push(name); return; }
        if (Object.getPrototypeOf(Object(one)) === null) break;
      }
    }
    """

  private static let client = """
    declare const require: any, module: any, process: any, exports: any;
    DETECTOR
    const listeners: any[] = [], given: any[] = [], thens: any[] = [];
    class Chat {
      get list() { return [...escaped, ran > 0 ? 'tried' : 'not tried'].map((content) => ({ id: content, content })); }
      select(...values: any[]): void { given.push(values, ...values); }
      subscribe(listener: any): () => void { listeners.push(listener); return () => undefined; }
      stop(): void {}
      send(...values: any[]): any { given.push(...values); return { then: (...functions: any[]) => { thens.push(...functions); functions[0](1); } }; }
      start(): void { void this.run().catch((error) => escaped.push(String(error))); }
      async run(): Promise<void> {
        WAYS
      }
    }
    export const chat = new Chat();
    """

  private static let script = """
    do:
      - {at: 0, do: subscribe throwing throwing}
      - {at: 0, do: send m1}
      - {at: 10, do: start}
    until: 2000
    expect: [{list: {contents: [tried]}}]
    happens: {start: 1}
    """

  private static let drive =
    TinyProduct.plain.replacing(
      "  start: {call: start}",
      with: "  start: {call: start}\n  subscribe: {on: {module: chat.ts, export: chat}, call: subscribe}"
    )
    .replacing("  state: {from: instance, call: getState}", with: "")

  @Test(arguments: 0..<ways.count)
  func thereIsNoWayOut(index: Int) async throws {
    let way = Self.ways[index]
    let client = Self.client.replacing("DETECTOR", with: Self.detector).replacing("WAYS", with: way.code)
    let scratch = try TinyProduct.scratch(client)
    let report = try await scratch.run(TinyProduct.binding(Self.drive), cases: TinyProduct.cases(Self.script))
    #expect(report.results.map(\.verdict) == [.pass], "\(way.name): \(report.results.map(\.message))")
  }

  @Test func aWayOutWouldBeSeen() async throws {
    // A function of another world, which is what every way above looks for, and one of the page's own.
    let program = """
      const vm = require('node:vm');
      const page = process.argv[1] + ";tried('planted', planted); tried('own', () => 0); escaped.join()";
      process.stdout.write(vm.runInContext(page, vm.createContext({ planted: () => 0 })));
      """
    let result = try await run(
      Command(
        arguments: ["node", "-e", program, Self.detector], directory: "/",
        environment: Command.environment(keeping: ["PATH"], of: ProcessInfo.processInfo.environment),
        timeout: .seconds(60)))
    #expect(String(decoding: result.output, as: UTF8.self) == "planted")
  }
}
