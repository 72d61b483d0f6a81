/** UTF-16 indices of surrogates without their other half. They are no characters: U+FFFD is sent for each. */
export const loneSurrogates = (text: string): readonly number[] => {
  if (text.isWellFormed()) return [];
  const wellFormed = text.toWellFormed();
  const positions: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== wellFormed.charCodeAt(i)) positions.push(i);
  }
  return positions;
};
