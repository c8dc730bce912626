import type { PackSource } from '@yingjin/policy/author'

/** What is deliberately not built, with the reason. */
export const notEncoded: PackSource['notEncoded'] = [
  {
    register: 'CJ-T9',
    title: '毕业生就业帮扶中按家庭类别摸排、记录思想动态和心理状况',
    because:
      '类别在文件里没有定义；按家庭类别标记青年、记录思想，与就业帮扶无关，侵害隐私和权利，不设这一类别和字段（O-22）。帮扶面向低收入家庭、身体残疾的毕业生和任何提出需要的人，只记求职意愿、能力、困难和就业状况；心理辅导另卷保管',
  },
]
