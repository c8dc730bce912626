import type { Clause } from '@yingjin/policy/author'

/**
 * The plan, measure by measure, restated. Its printed numbering is broken (YJ.F-N1): 三（四） stands twice, first for aid
 * and then for care, and the measure on teachers has no heading. Keys are the rows of the register.
 */
const clause = (register: string, article: string, text: string): Clause => ({ register, article, text })
/** A clause that sets lines against each other, or ranks those of one line. */
const settles = (how: NonNullable<Clause['governs']>['how'], lines: readonly string[], of: Clause): Clause => ({ ...of, governs: { how, lines } })
const guidance = (register: string, article: string, text: string, waived: string): Clause => ({ register, article, text, waived })

const aid = '三（四）精准资助'
const teachers = '三、教师措施（原文无标题）'

export const clauses = {
  'YJ-3.1.I2': clause('YJ-3.1.I2', '三（一）精准控辍', '建档立卡贫困学生一个都不能辍学'),
  'YJ-3.2.R1': clause(
    'YJ-3.2.R1',
    '三（二）精准指导',
    '辖区内未升学的初中、高中毕业生中的建档立卡户子女，结合本人意愿全部帮扶进入职业学校，落实免学费、助学金和奖学金',
  ),
  'YJ-3.4a.0': clause('YJ-3.4a.0', aid, '建档立卡贫困家庭子女优先享受现行资助政策，并获得最大限度的资助'),
  'YJ-3.4a.1a': clause('YJ-3.4a.1a', `${aid}第1条`, '大专及以上优秀贫困学子助学金每年5000元'),
  'YJ-3.4a.1b': clause('YJ-3.4a.1b', `${aid}第1条`, '大专及以上贫困新生路费补助500至1000元'),
  'YJ-3.4a.1c': clause('YJ-3.4a.1c', `${aid}第1条`, '助学贷款优先满足建档立卡贫困学生'),
  'YJ-3.4a.2a': settles(
    'tiers',
    ['YJ-3.4a.2a-1', 'YJ-3.4a.2a-2'],
    clause('YJ-3.4a.2a', `${aid}第2条`, '普通高中国家助学金每年一等2500元、二等1500元，建档立卡学生必须享受一等'),
  ),
  'YJ-3.4a.2b': clause('YJ-3.4a.2b', `${aid}第2条`, '普通高中生活补助每年2500元'),
  'YJ-3.4a.2c': clause('YJ-3.4a.2c', `${aid}第2条`, '普通高中免除学费每年800元'),
  'YJ-3.4a.3a': clause('YJ-3.4a.3a', `${aid}第3条`, '职业教育建档立卡学生免学费每年1000元'),
  'YJ-3.4a.3b': clause('YJ-3.4a.3b', `${aid}第3条`, '职业教育生活补助每年2000元'),
  'YJ-3.4a.3c': clause('YJ-3.4a.3c', `${aid}第3条`, '职业教育贫困新生路费补助500至1000元'),
  'YJ-3.4a.3d': clause(
    'YJ-3.4a.3d',
    `${aid}第3条`,
    '就读东莞、中山市职业学校的，除免学费和每年2000元外，另享每年4200元生活补助：西部省市财政扶贫资金3000元，东部省市财政配套1200元',
  ),
  'YJ-3.4a.3e': clause('YJ-3.4a.3e', `${aid}第3条`, '就读东莞、中山市职业学校的免住宿费800元、书本费450元'),
  'YJ-3.4a.4a': clause('YJ-3.4a.4a', `${aid}第4条`, '城乡义务教育全面免除学杂费、免费提供教科书'),
  'YJ-3.4a.4b': clause('YJ-3.4a.4b', `${aid}第4条`, '家庭经济困难寄宿生生活补助每年小学1000元、特殊教育学校1250元、初中1250元'),
  'YJ-3.4a.4c': clause('YJ-3.4a.4c', `${aid}第4条`, '营养餐生活补助全覆盖，标准没有写'),
  'YJ-3.4a.5a': settles('quota', ['YJ-3.4a.5a'], clause('YJ-3.4a.5a', `${aid}第5条`, '学前教育资助每年300元，目前按在校生总数的10%资助')),
  'YJ-3.4a.5b': clause('YJ-3.4a.5b', `${aid}第5条`, '幼儿园从事业收入中提取4%，用于减免保育教育费、提供特殊困难补助等'),
  'YJ-3.4a.6': guidance(
    'YJ-3.4a.6',
    `${aid}第6条`,
    '社会捐赠在尊重捐赠人意愿的前提下优先资助建档立卡家庭学生、优先帮扶重点贫困村学校',
    '是分配捐赠的先后次序，没有标准，不是发放项目',
  ),
  'YJ-3.4b.R1': clause(
    'YJ-3.4b.R1',
    '三（四）精准关爱第3条',
    '建档立卡家庭进城务工人员随迁子女以流入地为主、以公办学校为主，在编班、收费、资助、学籍等方面与同城学生一视同仁',
  ),
  'YJ-3.5.R1': clause('YJ-3.5.R1', '三（五）第4条', '主城区按规定标准新建的公民办幼儿园，达到12个班360人的，补助300万元'),
  'YJ-3.5.R2': clause('YJ-3.5.R2', '三（五）第4条', '主城区按规定标准新建的普通小学，达到24个班1200人的，补助1000万元'),
  'YJ-3.5.R3': clause('YJ-3.5.R3', '三（五）第4条', '主城区按规定标准新建的普通初级中学，达到30个班1500人的，补助1500万元'),
  'YJ-3.5.R4': clause('YJ-3.5.R4', '三（五）第4条', '主城区按规定标准新建的普通高中，达到36个班1800人的，补助1500万元'),
  'YJ-3.5.R5': clause(
    'YJ-3.5.R5',
    '三（五）第4条',
    '达不到规定标准的按相应比例扣减；幼儿园低于9个班270人、小学低于12个班600人、初中低于16个班800人、高中低于18个班900人及其以下的不予补助',
  ),
  'YJ-3.6.R1': clause('YJ-3.6.R1', `${teachers}第1条`, '教师编制按师生比初中1:13.5、小学1:19（云编办〔2017〕31号）'),
  'YJ-3.6.R2': clause('YJ-3.6.R2', `${teachers}第5条`, '优先实施“500+X”乡村教师生活补贴，X分档没有写'),
  'YJ-3.6.R3': clause('YJ-3.6.R3', `${teachers}第4条`, '在村小、教学点任教10年以上、有突出贡献的贫困村学校教师予以表彰鼓励'),
  'YJ-3.6.R4': clause('YJ-3.6.R4', `${teachers}第5条`, '在偏远贫困地区连续从教10年以上且仍在偏远地区工作的教师，子女在县内就学予以照顾'),
  'YJ-3.6.R5': clause('YJ-3.6.R5', `${teachers}第3、5条`, '教师免费体检、重大疾病救助、安居工程，交流轮岗的校（园）长津补贴，标准都没有写'),
  'YJ-3.4a.I2': clause('YJ-3.4a.I2', `${aid}第5条`, '幼儿园从事业收入中提取的比例为4%'),
} as const satisfies Readonly<Record<string, Clause>>
