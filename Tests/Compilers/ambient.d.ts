// What the cases take for granted: a test runner, and packages that are not
// installed.
declare const jest: any;
declare const vi: any;
declare const describe: (name: string, body: () => void) => void;
declare const it: ((name: string, body: () => void | Promise<void>) => void) & { each: any };
declare const test: (name: string, body: () => void | Promise<void>) => void;
declare const beforeEach: (body: () => void) => void;
declare const afterEach: (body: () => void) => void;
declare const expect: (value: unknown) => any;
declare const require: (name: string) => any;
declare module '@testing-library/react';
declare module 'react-redux';
declare module 'vitest';
