/**
 * Which aid a line is, across documents: what a payment roster, an upper standard and a lower document mean by the same
 * thing although each calls it something else (register section 2.9). Closed, so that a new item is named once.
 */
export const aidItems = {
  'care-fee': '学前保教费',
  'preschool-living': '学前生活费补助',
  'preschool-nutrition': '学前营养改善',
  'preschool-grant': '学前教育资助',
  'tuition-misc-waiver': '义务教育免学杂费',
  textbooks: '义务教育免费教科书',
  'study-aids': '初中主科教辅资料',
  'exercise-books': '作业本',
  'boarder-living': '义务教育寄宿生生活补助',
  'day-living': '义务教育非寄宿生生活补助',
  lunch: '走读生免费午餐',
  nutrition: '义务教育营养膳食补助',
  'senior-tuition': '普通高中免学费',
  'senior-textbooks': '普通高中免教科书费',
  'senior-grant': '普通高中国家助学金',
  'senior-living': '普通高中生活费补助',
  'vocational-tuition': '中职免学费',
  'vocational-dormitory': '中职免住宿费',
  'vocational-textbooks': '中职免教科书费',
  'vocational-grant': '中职国家助学金',
  'vocational-living': '中职生活费补助',
  'partner-city-living': '协作市就读生活补助',
  'partner-city-fees': '协作市就读住宿费书费',
  'student-loan': '生源地信用助学贷款',
  'supplementary-loan': '补充生源地助学贷款',
  'loan-interest': '助学贷款贴息',
  'tuition-aid': '大学生学费资助',
  'college-grant': '高校国家助学金',
  'college-living': '高校助学金生活补助',
  'national-scholarship': '本专科国家奖学金',
  'encouragement-scholarship': '国家励志奖学金',
  'graduate-scholarship': '研究生学业奖学金',
  'excess-fees': '学费住宿费超贷款部分补助',
  'excellent-student-grant': '优秀贫困学子奖助',
  travel: '新生路费补助',
  'rain-dew': '雨露计划职业教育补助',
  'new-school-grant': '新建学校奖补',
  'rural-teacher-allowance': '乡村教师生活补助',
  'township-work-allowance': '乡镇工作补贴',
} as const

export type AidItem = keyof typeof aidItems
export const aidItemWord = (item: AidItem): string => aidItems[item]
