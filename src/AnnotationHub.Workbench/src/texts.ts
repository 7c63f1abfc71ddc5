// A page's texts, from the same resource files as the server's.

export type Texts = (key: string, ...values: readonly (string | number)[]) => string;

export async function loadTexts(set: string, culture = document.documentElement.lang): Promise<Texts> {
  const answer = await fetch(`/texts/${encodeURIComponent(culture)}/${set}.json`);
  const texts = (await answer.json()) as Record<string, string>;
  return (key, ...values) => (texts[key] ?? key).replace(/\{(\d+)\}/g, (_, i: string) => String(values[Number(i)] ?? ""));
}
