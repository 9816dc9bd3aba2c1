// The follow button of Newsbell. Put together from the files beside this one; README, "On your website".
const [, BASE, APP] = /^(.*)\/web\/([^/]+)\/follow\.js$/.exec(import.meta.url.replace(/[?#].*/, ""));
const base = async () => BASE;
