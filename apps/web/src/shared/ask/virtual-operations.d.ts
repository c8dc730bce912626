declare module 'virtual:operations' {
  export const operations: Readonly<
    Record<string, Readonly<Record<string, Readonly<{ name: string; kind: 'order' | 'question'; title: string; method: 'GET' | 'POST' }>>>>
  >
}
