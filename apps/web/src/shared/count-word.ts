/** A number as officials read it: 1,204. */
export const countWord = (n: number): string => n.toLocaleString('zh-CN')
