/** A photograph of a paper is read well at this many pixels along its longer side. */
const longestSide = 2200
/** Smaller files are sent as they are. */
const smallBytes = 1_500_000

/**
 * A photograph from a phone, small enough for a village's network: fewer pixels, and nothing of where and when it was
 * taken. Whatever is no photograph, or cannot be drawn here, is sent as it is.
 */
export const shrinkPhoto = async (file: File): Promise<File> => {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= smallBytes) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    if (small === null || small.size >= file.size) return file
    return new File([small], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
  } catch {
    return file
  }
}
