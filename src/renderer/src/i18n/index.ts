import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/domain/profile.ts';
import { ar } from './ar.ts';
import { en, type Messages } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The languages of the screens: their own name, the way they run and what they say. */
export const languages: Record<
  Language,
  { name: string; direction: 'ltr' | 'rtl'; messages: Messages }
> = {
  en: { name: 'English', direction: 'ltr', messages: en },
  ar: { name: 'العربية', direction: 'rtl', messages: ar },
};

/** The texts of the screens. Everything is bundled, so they are ready when this resolves, without a request. */
export async function loadTexts(): Promise<i18n> {
  const texts = createInstance();
  await texts.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: false,
    resources: {
      en: { translation: languages.en.messages },
      ar: { translation: languages.ar.messages },
    },
    interpolation: { escapeValue: false },
  });
  return texts;
}
