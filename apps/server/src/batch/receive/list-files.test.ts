import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles } from './list-files.ts'

test('every file is listed in natural order, and what is not opened is named with the reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'list-'))
  try {
    mkdirSync(join(folder, '清溪镇'))
    mkdirSync(join(folder, '.git'))
    for (const name of ['名册10.xlsx', '名册2.xlsx', '~$名册2.xlsx', '.DS_Store', 'Thumbs.db', '清溪镇/小学.xls']) writeFileSync(join(folder, name), 'x')
    symlinkSync('/etc/hostname', join(folder, '链接.xlsx'))
    const found = listFiles(folder)
    expect(found.filter(f => f.skipped === null).map(f => f.name)).toEqual(['名册2.xlsx', '名册10.xlsx', '清溪镇/小学.xls'])
    expect(Object.fromEntries(found.filter(f => f.skipped !== null).map(f => [f.name, f.skipped]))).toEqual({
      '.DS_Store': '这是隐藏文件，不是名册；确是名册的请改名后重新放入',
      '.git/': '这是隐藏文件夹，没有打开',
      '~$名册2.xlsx': '这是 Excel 或 WPS 打开文件时的临时锁文件，不是名册；请先保存并关闭原文件',
      'Thumbs.db': '这是系统文件，不是名册',
      '链接.xlsx': '这是链接，不是文件；请放入文件本身',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
