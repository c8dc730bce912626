import type { Page } from 'playwright-core'

/** As wide as the phones of class teachers and village cadres. */
export const smallPhone = { width: 375, height: 812 } as const

/** What a person taps. */
const controls = 'a[href], button, select, textarea, summary, input:not([type=hidden]), [role=button], [role=tab], [role=combobox]'

/** Told to the browser as it stands: types of the browser are not those of the tests. */
const look = `(() => {
  const least = 44
  const seen = element => {
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) return false
    const { width, height, right, bottom } = element.getBoundingClientRect()
    return width > 1 && height > 1 && right > 0 && bottom + scrollY > 0
  }
  // What a library draws around a field belongs to it, and so does the label that speaks for it.
  const wholeOf = element => [
    element,
    element.closest('.ant-select, .ant-input-affix-wrapper, .ant-input-number, .ant-picker, .ant-checkbox-wrapper, .ant-radio-wrapper, label, .file-button'),
    ...(element.labels ?? []),
  ].filter(each => each !== null)
  // A link among words is as high as its line; one that stands alone is not.
  const amongWords = element => {
    if (getComputedStyle(element).display !== 'inline') return false
    let block = element.parentElement
    while (getComputedStyle(block).display === 'inline') block = block.parentElement
    const own = [...block.querySelectorAll('a[href], button')].reduce((text, each) => text.replace(each.textContent, ''), block.innerText)
    return /[\\p{L}\\p{N}]{2,}/u.test(own)
  }
  const tappable = element => {
    const box = element.getClientRects()[0]
    // What flows with words may lie over its neighbour: it is tried.
    if (box.height >= least && getComputedStyle(element).display !== 'inline') return true
    if (wholeOf(element).slice(1).some(each => each.getBoundingClientRect().height >= least && !each.matches('label:has(select, input:not([type=checkbox], [type=radio]))'))) return true
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1)
    const middle = box.top + box.height / 2
    scrollBy(0, middle - innerHeight / 2)
    const now = element.getClientRects()[0]
    const centre = now.top + now.height / 2
    return [-(least / 2 - 0.5), least / 2 - 0.5].every(down => {
      const hit = document.elementFromPoint(x, centre + down)
      return hit !== null && wholeOf(element).some(each => each.contains(hit))
    })
  }
  const named = element => (element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '').trim().slice(0, 24)
  const under = [...document.querySelectorAll(${JSON.stringify(controls)})]
    .filter(element => seen(element) && !element.matches('.skip') && !amongWords(element) && !tappable(element))
    .map(element => element.tagName.toLowerCase() + (element.className === '' ? '' : '.' + String(element.className).split(' ')[0]) + ' “' + named(element) + '” ' + Math.round(element.getBoundingClientRect().height))
  scrollTo(0, 0)
  const wide = document.documentElement.scrollWidth
  return [...new Set(under), ...(wide > innerWidth || innerWidth > ${smallPhone.width} ? ['the page is ' + Math.max(wide, innerWidth) + ' wide'] : [])]
})()`

/** What a thumb would miss on the page as it is now, and whether the page is wider than the phone; nothing, where all is well. */
export const missedByThumb = (page: Page): Promise<readonly string[]> => page.evaluate<readonly string[]>(look)
