import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { writeXlsxStream } from 'hucre'
import { checkCharacter } from '@yingjin/kernel'

/** Thirty columns of a 学籍 export, some of them such as are not collected. All people are invented (province 99). */
const headers = (
  '学校标识码 学校名称 姓名 性别 出生日期 民族 国籍/地区 身份证件类型 身份证件号 港澳台侨外 ' +
  '政治面貌 健康状况 户口所在地行政区划 户口性质 特长 班内学号 年级 班级 入学年月 入学方式 ' +
  '就读方式 学生来源 现住址 联系电话 是否独生子女 是否留守儿童 是否孤儿 全国学籍号 学生当前状态 残疾类型'
).split(' ')

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨']
const given = [...'秀英建国志强小红玉兰海燕春梅文博思远子涵一诺']

const two = (n: number): string => String(n).padStart(2, '0')

const row = (i: number): string[] => {
  const school = i % 400
  const birthday = Math.floor(i / 1000)
  const born = `${2007 + (birthday % 9)}${two(1 + (birthday % 12))}${two(1 + (birthday % 28))}`
  const first17 = `99010${1 + (Math.floor(birthday / 252) % 9)}${born}${String(i % 1000).padStart(3, '0')}`
  const id = first17 + checkCharacter(first17)
  const name = `${surnames[i % 16]}${given[(i * 7) % given.length]}${given[(i * 13 + 5) % given.length]}`
  const cells =
    `99010${String(school).padStart(5, '0')} 示例县第${school}小学 ${name} ${i % 2 === 0 ? '男' : '女'} ${born} 汉族 中国 居民身份证 ${id} 否 ` +
    `群众 健康 990101 农业户口 无 ${1 + (i % 50)} ${1 + (i % 6)}年级 ${1 + (i % 8)}班 202109 就近入学 ` +
    `${i % 3 === 0 ? '住校' : '走读'} 正常入学 清溪镇白果村${i % 30}组 1990${String(i).padStart(7, '0')} 否 否 否 G${id} 在读 无残疾`
  return cells.split(' ')
}

/** Made once per run, as streams write it: inline strings, 30 columns. */
export const writeIntakeWorkbook = async (path: string, rows: number): Promise<void> => {
  const lines = function* (): Generator<string[]> {
    yield headers
    for (let i = 0; i < rows; i += 1) yield row(i)
  }
  const file = createWriteStream(path)
  for await (const bytes of writeXlsxStream(lines(), { name: '学籍' })) if (!file.write(bytes)) await once(file, 'drain')
  file.end()
  await once(file, 'close')
}
