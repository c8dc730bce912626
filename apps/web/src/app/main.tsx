import '../shared/older-browsers.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { look } from '../shared/look.ts'
import './office.css'
import { Office } from './office.tsx'

for (const [name, colour] of Object.entries(look)) {
  document.documentElement.style.setProperty(`--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, colour)
}

const place = document.querySelector('#office')
if (place === null) throw new Error('the page has no place for the office')
createRoot(place).render(
  <StrictMode>
    <Office />
  </StrictMode>,
)
