import type { Plugin } from 'vite'

const module = /@rc-component[\\/]util[\\/](?:es|lib)[\\/]getScrollBarSize\.js$/
const unmarked = '}`, randomId);'

/**
 * The table of Ant Design measures a scrollbar by a style that it makes without the mark of the page, and the page's
 * policy refuses it with a complaint. Here it gets the mark. When the library is written otherwise, the build says so.
 */
export const markedStyles = (): Plugin => ({
  name: 'yingjin-marked-styles',
  transform: (code, id) => {
    if (!module.test(id)) return null
    if (!code.includes(unmarked)) throw new Error('the measuring style of @rc-component/util is no longer found: see whether it carries a mark now')
    const mark = "document.querySelector('meta[property=csp-nonce]')?.getAttribute('content')"
    return { code: code.replace(unmarked, `}\`, randomId, { csp: { nonce: ${mark} } });`), map: null }
  },
})
