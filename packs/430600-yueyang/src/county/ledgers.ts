import type { CountyMatters, NamedMatter } from '@yingjin/policy/author'

const named = (id: string, title: string): NamedMatter => ({ id, title, register: id })

/** Ledgers, mechanisms and programmes that the plan obliges, by the row of the register (section 1.5). */
export const ledgers: CountyMatters['ledgers'] = [
  named('YY-1.S1', '常态化动态清零'),
  named('YY-T1.S1', '控辍保学动态监测'),
  named('YY-T1.S4', '“三帮一”劝返复学'),
  named('YY-T1.S5', '“一生一档”精准控辍'),
  named('YY-T1.S6', '控辍销号管理'),
  named('YY-T1.S8', '建档立卡贫困生就读信息月报'),
  named('YY-T1.S9', '残疾儿童入学与送教上门'),
  named('YY-T2.S1', '资助常态化自查清零'),
  named('YY-T2.S2', '资助信息月报'),
  named('YY-T2.S3', '对象、项目、资金三精准'),
  named('YY-T2.S4', '学籍地资助'),
  named('YY-T3.S1', '“两类”学校建设'),
  named('YY-T3.S2', '芙蓉学校建设'),
  named('YY-T3.S3', '农村公办幼儿园建设'),
  named('YY-T3.S4', '“全面改薄”成果与学校布局'),
  named('YY-T4.S1', '农村职成教网络'),
  named('YY-T4.S2', '新型职业农民与未升学毕业生培训'),
  named('YY-T4.S3', '人社、教育、扶贫项目资金整合'),
  named('YY-T5.S1', '校校结对帮扶'),
  named('YY-T5.S2', '结对帮扶专项资金'),
  named('YY-T5.S3', '教育云与同步课堂'),
  named('YY-T6.S1', '特岗、免费师范生与公费定向生'),
  named('YY-T6.S2', '教师校长交流与支教'),
  named('YY-T6.S3', '乡镇工作补贴'),
  named('YY-T6.S4', '乡村教师和教育工作者奖励'),
  named('YY-T6.S5', '教师周转宿舍'),
  named('YY-T6.S6', '职称标准、岗位比例与绩效倾斜'),
  named('YY-T7.S1', '“三通工程”'),
  named('YY-T7.S2', '网络联校'),
  named('YY-T7.S3', '优质教育资源建设与输送'),
  named('YY-4.1.S1', '教育脱贫攻坚实施工作领导小组'),
  named('YY-4.2.S1', '市县校分级任务台账'),
  named('YY-4.2.S2', '底数与清单'),
  named('YY-4.2.S3', '实施方案、工作计划与年度推进计划'),
  named('YY-4.3.S1', '重大事项公告公示'),
  named('YY-4.3.S3', '资金管理办法'),
  named('YY-4.4.S1', '捐资助学'),
  named('YY-4.4.S2', '志愿者支教'),
  named('YY-F.S1', '责任人信息登记表'),
]

/** Lists and systems of others to exchange with. */
export const rosters: CountyMatters['rosters'] = [named('YY-T1.S7', '教育扶贫“一单式”信息平台')]

export const checks: CountyMatters['checks'] = [named('YY-T1.S2', '控辍保学督导'), named('YY-T1.S3', '控辍保学考核问责'), named('YY-4.3.S2', '资金审计监督')]
