/** Latin, digits and half-width signs take half the room of a Chinese character; whatever is in doubt takes the whole. */
const isNarrow = (code: number): boolean => code < 0x2e80 && (code < 0x2000 ? code < 0x1100 : code > 0x206f && code < 0x2190)

/** What a line may not break inside: a word, a number, a file's name. */
const isWordCharacter = (code: number): boolean => isNarrow(code) && code > 0x20 && code !== 0x2d

/**
 * How many lines a text takes in a cell of `width` Chinese characters, broken as spreadsheets break it: between any two
 * Chinese characters, between Latin words, and within a word only where it is longer than the line.
 */
export const linesOf = (text: string, width: number): number => {
  // Nearly every cell is a name, a class or a number.
  if (text.length <= width && !text.includes('\n')) return 1
  const room = Math.max(2, width * 2)
  let lines = 1
  let used = 0
  let word = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (character === '\n') {
      lines += 1
      ;[used, word] = [0, 0]
      continue
    }
    const wide = isNarrow(code) ? 1 : 2
    word = isWordCharacter(code) ? word + wide : 0
    used += wide
    // A space hangs over the end of a line; the next character begins another.
    if (used <= room || code === 0x20) continue
    lines += 1
    used = word > 0 && word <= room ? word : wide
    if (word > room) word = wide
  }
  return lines
}
