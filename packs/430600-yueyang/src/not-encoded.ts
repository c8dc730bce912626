import type { PackSource } from '@yingjin/policy/author'

/** Rows of the register that give no line, each with its reason. */
export const notEncoded: PackSource['notEncoded'] = [
  {
    register: 'YY-T2.R2',
    title: '资助零缺失、零遗漏',
    because: '是对资助工作结果的要求，不是发给谁的一项；漏助由“应享未享”线索逐人列出，“零缺失”与“零遗漏”有何不同文件未写',
  },
]
