import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { act } from 'react-dom/test-utils';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root | null = null;

/** Shows an element as the page's only content; what was shown before is unmounted. */
export function render(element: ReactElement): void {
  unmount();
  document.body.innerHTML = '<div id="root"></div>';
  root = createRoot(find('#root'));
  act(() => root?.render(element));
}

export function unmount(): void {
  act(() => root?.unmount());
  root = null;
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) {
    throw new Error(`the page has no ${selector}: ${document.body.innerHTML}`);
  }
  return element;
}

/** The first element with a test id. */
export function byId(testId: string): HTMLElement {
  return find(`[data-testid="${testId}"]`);
}

export function allById(testId: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
}

export function textsOf(testId: string): (string | null)[] {
  return allById(testId).map((element) => element.textContent);
}

export function linkTo(path: string): HTMLElement {
  return find(`a[href="${path}"]`);
}

/** Clicks, and lets what follows come to its end. */
export async function click(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.click();
    await Promise.resolve();
  });
}

/** Types as a person does: React only notices changes through the element's own setter. */
export async function type(element: HTMLElement, value: string): Promise<void> {
  const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
  });
}

export async function during(action: () => Promise<void>): Promise<void> {
  await act(action);
}
