import { type DragEvent, useState } from 'react'

/** Files below a folder that was dropped, however deep. */
const filesBelow = async (entry: FileSystemEntry): Promise<readonly File[]> => {
  if (entry.isFile) return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(file => resolve([file]), reject))
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  for (;;) {
    // A folder tells of a hundred entries at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return files
    for (const each of entries) files.push(...(await filesBelow(each)))
  }
}

const filesIn = async ({ items, files }: DataTransfer): Promise<readonly File[]> => {
  const entries = [...items].flatMap(item => item.webkitGetAsEntry() ?? [])
  return entries.length === 0 ? [...files] : (await Promise.all(entries.map(filesBelow))).flat()
}

/** Where rosters are dropped: files, a folder, or chosen by hand. */
export const DropZone = ({ busy, send }: Readonly<{ busy: boolean; send: (files: readonly File[]) => void }>) => {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void filesIn(event.dataTransfer).then(send)
  }
  const choose = (target: HTMLInputElement): void => {
    send([...(target.files ?? [])])
    target.value = ''
  }
  return (
    <div
      className={over ? 'drop-zone over-it' : 'drop-zone'}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        <strong>{busy ? '正在传…' : '把名册文件或整个文件夹拖到这里'}</strong>
      </p>
      <p className="soft">Excel、WPS 表格、CSV 都行，保持对方发来的样子，不用改格式。</p>
      <div className="acts">
        <label className="plain-button file-button">
          选文件
          <input type="file" multiple onChange={({ target }) => choose(target)} />
        </label>
        <label className="second-button file-button">
          选文件夹
          <input type="file" multiple ref={input => input?.setAttribute('webkitdirectory', '')} onChange={({ target }) => choose(target)} />
        </label>
      </div>
    </div>
  )
}
