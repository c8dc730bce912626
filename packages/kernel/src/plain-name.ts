const han = '\\p{Script=Han}□'
const dots = '·•・‧∙⋅●.。‐‑‒–—-'
const plainly = /^[\u4e00-\u9fff]{2,4}$/
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f]/gu
const spaceBesideHan = new RegExp(`(?<=[${han}()${dots}])\\s+|\\s+(?=[${han}()${dots}])`, 'gu')
const dotBetweenHan = new RegExp(`(?<=[${han}])[${dots}]+(?=[${han}])`, 'gu')

/**
 * A person's name without the harmless differences of writing: `张 伟`, `张\n伟` and `张伟` are one name, and so are
 * `买买提．艾力` and `买买提·艾力`. Full-width letters and compatibility forms become the plain ones, brackets one kind;
 * what cannot be seen goes. No character of the name is changed, and what a list maker wrote behind it (`张伟2`) stays:
 * what that means is the business of comparison. Doing it twice changes nothing more. Source: record-linkage §5.2.
 */
export const plainName = (written: string): string =>
  plainly.test(written)
    ? written
    : written
        .replace(invisible, '')
        .normalize('NFKC')
        .replaceAll('[', '(')
        .replaceAll(']', ')')
        .replace(spaceBesideHan, '')
        .replace(dotBetweenHan, '·')
        .trim()
        .replace(/\s+/gu, ' ')
