import type { Clause } from '@yingjin/policy/author'

/** The appendix, article by article, restated. Keys are the rows of the register that hold our reading (docs/register). */
const clause = (register: string, article: string, text: string): Clause => ({ register, article, text })
/** A clause that sets lines against each other, in the order in which they go. */
const settles = (how: NonNullable<Clause['governs']>['how'], lines: readonly string[], of: Clause): Clause => ({ ...of, governs: { how, lines } })
const guidance = (register: string, article: string, text: string, waived: string): Clause => ({ register, article, text, waived })

export const clauses = {
  'PS-A1.1a': clause('PS-A1.1a', '附件第1条“一是”', '在县内经批准的公办民办幼儿园就读的家庭经济困难儿童，保教费按每年最高1500元补助到校'),
  'PS-A1.1b': clause('PS-A1.1b', '附件第1条“一是”', '同上儿童，生活费按每年660元补助；能供餐的补助到校，不能供餐的补助到人'),
  'PS-A1.1c': settles(
    'take-higher',
    ['PS-A1.1c', 'PS-A1.1b'],
    clause('PS-A1.1c', '附件第1条“一是”', '所在园实施学前营养改善计划的，就高执行每年800元，不再执行660元'),
  ),
  'PS-A1.2': settles(
    'exclude',
    ['PS-A1.2', 'PS-A1.1c'],
    clause('PS-A1.2', '附件第1条“二是”', '农村普惠幼儿园的学前营养改善计划，按每生每年800元的理论标准补助到校，提供午餐'),
  ),
  'PS-A2.1a': clause('PS-A2.1a', '附件第2条“一是”', '义务教育阶段免学杂费'),
  'PS-A2.1b': clause('PS-A2.1b', '附件第2条“一是”', '义务教育阶段免教科书费'),
  'PS-A2.1c': clause('PS-A2.1c', '附件第2条“一是”', '初中免主科教辅资料费'),
  'PS-A2.2': clause('PS-A2.2', '附件第2条“二是”', '家庭经济困难学生免费提供作业本'),
  'PS-A2.3': clause('PS-A2.3', '附件第2条“三是”', '在籍在校的困难寄宿生，生活补贴每年小学1000元、初中1250元，补助到人'),
  'PS-A2.4': clause('PS-A2.4', '附件第2条“四是”', '脱贫户以外的困难非寄宿生，生活补贴每年小学500元、初中625元，补助到人'),
  'PS-A2.5': clause(
    'PS-A2.5',
    '附件第2条“五是”',
    '脱贫户非寄宿生一顿免费午餐，每天小学6元、初中7元，全年按200天，拨付学校食堂，不得发现金；已在营养改善计划内的一并计算',
  ),
  'PS-A2.6': clause('PS-A2.6', '附件第2条“六是”', '农村学校营养改善计划全覆盖，每天5元，全年按200天，补助到校'),
  'PS-A3.1': clause('PS-A3.1', '附件第3条“一是”', '县内普通高中有正式学籍的脱贫户、低保、残疾、特困学生和孤儿免学费'),
  'PS-A3.2': clause('PS-A3.2', '附件第3条“二是”', '县内普通高中的脱贫户、低保、特困学生免教科书费，期限3年'),
  'PS-A3.3a': settles(
    'tiers',
    ['PS-A3.3a', 'PS-A3.3b'],
    clause('PS-A3.3a', '附件第3条“三是”', '县内普通高中有正式学籍的脱贫户、低保、特困、残疾学生和孤儿，国家助学金每年3000元，补助到人'),
  ),
  'PS-A3.3b': clause('PS-A3.3b', '附件第3条“三是”', '县内普通高中其他特殊困难学生，国家助学金每年1000元，补助到人'),
  'PS-A4.1': clause('PS-A4.1', '附件第4条“一是”', '县职教中心有正式学籍的学生全面免学费'),
  'PS-A4.2': clause('PS-A4.2', '附件第4条“二是”', '县职教中心的脱贫户、低保、特困、残疾学生和孤儿免住宿费，累计不超过2.5年'),
  'PS-A4.3a': settles(
    'tiers',
    ['PS-A4.3a', 'PS-A4.3b'],
    clause('PS-A4.3a', '附件第4条“三是”', '县职教中心一、二年级在校学生国家助学金，高档每年3000元，补助到人'),
  ),
  'PS-A4.3b': clause('PS-A4.3b', '附件第4条“三是”', '县职教中心一、二年级在校学生国家助学金，低档每年2000元，补助到人'),
  'PS-A4.4': clause('PS-A4.4', '附件第4条“四是”', '县职教中心的脱贫户、低保、特困学生免教科书费，最长不超过2.5年'),
  'PS-A4.5': guidance('PS-A4.5', '附件第4条', '鼓励困难家庭学生接受中等职业教育', '属引导要求，不是发放项目'),
  'PS-A5.1a': clause('PS-A5.1a', '附件第5条“一是”', '本县户籍的全日制大学生，国家生源地助学贷款按学费与住宿费之和，最高12000元'),
  'PS-A5.1b': clause('PS-A5.1b', '附件第5条“一是”', '脱贫户大学生学费与住宿费之和高于12000元的，可再申请补充贷款最高8000元，两项合计最高20000元'),
  'PS-A5.1c': guidance('PS-A5.1c', '附件第5条“一是”', '就读期间由政府贴息', '贴息由政府与贷款经办机构结算，不向学生发放'),
  'PS-A5.1d': guidance('PS-A5.1d', '附件第5条“一是”', '还款期限最长20年', '是还款条件，不是发放项目'),
  'PS-A5.2': clause(
    'PS-A5.2',
    '附件第5条“二是”',
    '2020年及以前入学的本县脱贫户全日制本专科学生，未享受免除学费的，学费8000元以内据实资助，超过的按8000元；每年9月申报，市教委发放',
  ),
  'PS-A5.3': clause('PS-A5.3', '附件第5条“二是”', '上述学生同时可向就读高校申请每年不低于3000元的国家助学金'),
} as const satisfies Readonly<Record<string, Clause>>
