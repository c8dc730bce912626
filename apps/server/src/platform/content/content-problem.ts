import type { Problem, WordingFor } from '@yingjin/kernel'
import { type FileType, fileTypeWords } from './file-type.ts'

/** What a file looks like that is not taken. */
export const foreignWords = {
  'old-office': '旧版 Word、Excel、WPS 文件（doc、xls、wps、et）',
  slides: '演示文稿',
  heic: 'HEIC 照片',
  image: '别的格式的图片',
  media: '音频或视频',
  archive: '压缩包',
  web: '网页、SVG 或脚本',
  program: '程序',
  text: '纯文本',
  unknown: '认不出的内容',
} as const
export type Foreign = keyof typeof foreignWords

/** What in a file would do something when it is opened. */
export const activeWords = { macro: '宏', script: '脚本', object: '嵌入的对象或程序', launch: '启动别的程序的指令', media: '嵌入的多媒体' } as const
export type Active = keyof typeof activeWords

export type ContentProblem =
  | Problem<'content/empty'>
  | Problem<'content/too-large', { bytes: number; most: number }>
  | Problem<'content/not-taken', { looks: Foreign; taken: readonly FileType[] }>
  | Problem<'content/damaged', { type: FileType }>
  | Problem<'content/encrypted', { type: FileType }>
  | Problem<'content/active', { type: FileType; what: Active }>
  | Problem<'content/two-in-one', { type: FileType }>

const names = (types: readonly FileType[]): string => types.map(type => fileTypeWords[type]).join('、')
export const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1).replace(/\.0$/, '')

export const contentWording: WordingFor<ContentProblem> = {
  'content/empty': () => '这个文件是空的，没有收下。请重新选择文件。',
  'content/too-large': p => `这个文件有 ${megabytes(p.bytes)} MB，最多收 ${megabytes(p.most)} MB，没有收下。请压缩图片，或拆成几个文件上传。`,
  'content/not-taken': p => `按内容看，这个文件是${foreignWords[p.looks]}，没有收下（文件名不作数）。可以收：${names(p.taken)}。请另存为其中一种再上传。`,
  'content/damaged': p => `这个文件是${fileTypeWords[p.type]}，但不完整或结构不对，没有收下。请确认它能正常打开，重新导出或拍照后再上传。`,
  'content/encrypted': p => `这个${fileTypeWords[p.type]}设了打开密码，核对的人打不开，没有收下。请去掉密码后再上传。`,
  'content/active': p => `这个${fileTypeWords[p.type]}里有${activeWords[p.what]}，为安全没有收下。请打印或导出为 PDF 后再上传。`,
  'content/two-in-one': p => `这个文件看起来是${fileTypeWords[p.type]}，里面或后面还藏着别的内容，没有收下。请打印、截图或重新导出为 PDF 后再上传。`,
}
