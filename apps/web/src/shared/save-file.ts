import type { GivenFile } from './ask/index.ts'

/** Hands a file to the browser's downloads. */
export const saveFile = ({ name, content }: GivenFile): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
