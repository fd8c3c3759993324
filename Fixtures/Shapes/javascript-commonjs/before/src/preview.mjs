export const preview = (count) => console.log(count);
export const previewFax = (pages) => console.log(pages);
