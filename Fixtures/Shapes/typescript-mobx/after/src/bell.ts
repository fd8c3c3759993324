export function ring(title: string): void {
  console.log(`\u0007${title}`);
}
