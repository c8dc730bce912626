import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './calculator.css'
import { Calculator } from './calculator.tsx'

const place = document.querySelector('#calculator')
if (place === null) throw new Error('the page has no place for the calculator')
createRoot(place).render(
  <StrictMode>
    <Calculator installed={(place.getAttribute('data-counties') ?? '').split(' ').filter(code => code !== '')} />
  </StrictMode>,
)
