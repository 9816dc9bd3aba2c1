// What the button says. A publisher replaces or adds any of it, also for other languages.
const RIGHT_TO_LEFT = ["ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"];
const TEXTS = {
  en: {
    follow: "Follow {name}",
    following: "Following {name}",
    story: "this story",
    weekly: { one: "About {n} alert a week.", other: "About {n} alerts a week." },
    seldom: "Less than one alert a week.",
    whenever: "An alert when there is news.",
    asStoryGoes: "An alert when something happens.",
    anyTime: "One tap ends it.",
    tapToStop: "Tap to unfollow.",
    asking: "Your browser asks whether it may show notifications.",
    notYet: "Nothing was changed. You can follow at any time.",
    unfollowed: "You do not follow {name} any more.",
    undo: "Undo",
    blocked: "Notifications are blocked in this browser.",
    how: "How to allow them",
    allow: "Allow notifications",
    allowChromium: "Tap the sign before the address at the top, then Permissions or Site settings, and switch Notifications on. Come back and tap the button again.",
    allowFirefox: "Tap the sign before the address at the top, and take away the block at “Send notifications”. Come back and tap the button again.",
    allowSafari: "Open Settings in the Safari menu, then Websites, then Notifications, and choose Allow beside this site.",
    allowIos: "Open the Settings of your iPhone or iPad, then Notifications, choose this site, and switch Allow Notifications on.",
    install: "Needs a place on your Home Screen.",
    howInstall: "How it works",
    installTitle: "Add to Home Screen",
    installSteps: "Tap Share, then “Add to Home Screen”. Open the site from its new icon, and tap the button there: iPhone and iPad show notifications only of sites on the Home Screen.",
    installThere: "iPhone and iPad show notifications only of pages on the Home Screen, and this one can be put there: open it, tap Share, then “Add to Home Screen”. Open it from its new icon, and tap the button there.",
    openPage: "Open the page",
    close: "Close",
    inApp: "Follow {name} in the app",
    aboutIt: "See all about {name}",
    inInbox: "Read {name} without notifications",
    unsupported: "This browser cannot show notifications.",
    offline: "You are offline. It is done when you are back.",
    failed: "That did not work.",
    again: "Try again",
  },
  hi: {
    follow: "{name} को फ़ॉलो करें",
    following: "{name} को फ़ॉलो कर रहे हैं",
    story: "इस ख़बर",
    weekly: { one: "हफ़्ते में करीब {n} अलर्ट।", other: "हफ़्ते में करीब {n} अलर्ट।" },
    seldom: "हफ़्ते में एक से भी कम अलर्ट।",
    whenever: "ख़बर आने पर अलर्ट।",
    asStoryGoes: "कुछ नया होने पर अलर्ट।",
    anyTime: "एक टैप से बंद।",
    tapToStop: "बंद करने के लिए टैप करें।",
    asking: "ब्राउज़र पूछ रहा है कि क्या वह सूचनाएं दिखा सकता है।",
    notYet: "कुछ नहीं बदला। आप कभी भी फ़ॉलो कर सकते हैं।",
    unfollowed: "अब आप {name} को फ़ॉलो नहीं करते।",
    undo: "वापस लें",
    blocked: "इस ब्राउज़र में सूचनाएं रोकी गई हैं।",
    how: "अनुमति कैसे दें",
    allow: "सूचनाओं की अनुमति दें",
    allowChromium: "सबसे ऊपर पते के पहले के निशान पर टैप करें, फिर अनुमतियां या साइट सेटिंग में सूचनाएं चालू करें। लौटकर बटन फिर दबाएं।",
    allowFirefox: "सबसे ऊपर पते के पहले के निशान पर टैप करें और “सूचनाएं भेजें” की रोक हटाएं। लौटकर बटन फिर दबाएं।",
    allowSafari: "Safari मेनू में सेटिंग, फिर वेबसाइट, फिर सूचनाएं खोलें और इस साइट के आगे अनुमति चुनें।",
    allowIos: "iPhone या iPad की सेटिंग में सूचनाएं खोलें, यह साइट चुनें और सूचनाओं की अनुमति चालू करें।",
    install: "इसे होम स्क्रीन पर जोड़ना होगा।",
    howInstall: "कैसे करें",
    installTitle: "होम स्क्रीन पर जोड़ें",
    installSteps: "शेयर पर टैप करें, फिर “होम स्क्रीन पर जोड़ें”। नए आइकन से साइट खोलें और वहां बटन दबाएं: iPhone और iPad केवल होम स्क्रीन की साइटों की सूचनाएं दिखाते हैं।",
    installThere: "iPhone और iPad केवल होम स्क्रीन के पेजों की सूचनाएं दिखाते हैं, और यह पेज वहां जोड़ा जा सकता है: इसे खोलें, शेयर पर टैप करें, फिर “होम स्क्रीन पर जोड़ें”। इसे नए आइकन से खोलें और वहां बटन दबाएं।",
    openPage: "पेज खोलें",
    close: "बंद करें",
    inApp: "ऐप में {name} को फ़ॉलो करें",
    aboutIt: "{name} के बारे में सब देखें",
    inInbox: "{name} को बिना सूचनाओं के पढ़ें",
    unsupported: "यह ब्राउज़र सूचनाएं नहीं दिखा सकता।",
    offline: "आप ऑफ़लाइन हैं। जुड़ते ही हो जाएगा।",
    failed: "यह नहीं हो सका।",
    again: "फिर कोशिश करें",
  },
  ar: {
    follow: "تابع {name}",
    following: "تتابع {name}",
    story: "هذه القصة",
    weekly: {
      one: "نحو تنبيه واحد في الأسبوع.",
      two: "نحو تنبيهين في الأسبوع.",
      few: "نحو {n} تنبيهات في الأسبوع.",
      many: "نحو {n} تنبيها في الأسبوع.",
      other: "نحو {n} تنبيه في الأسبوع.",
    },
    seldom: "أقل من تنبيه واحد في الأسبوع.",
    whenever: "تنبيه عند ورود الأخبار.",
    asStoryGoes: "تنبيه عند حدوث جديد.",
    anyTime: "تنهيها بلمسة.",
    tapToStop: "المس لإلغاء المتابعة.",
    asking: "يسألك المتصفح هل يجوز له عرض الإشعارات.",
    notYet: "لم يتغير شيء. يمكنك المتابعة في أي وقت.",
    unfollowed: "لم تعد تتابع {name}.",
    undo: "تراجع",
    blocked: "الإشعارات محظورة في هذا المتصفح.",
    how: "كيف تسمح بها",
    allow: "السماح بالإشعارات",
    allowChromium: "المس العلامة التي قبل العنوان في الأعلى، ثم الأذونات أو إعدادات الموقع، وشغل الإشعارات. ثم عد والمس الزر مرة أخرى.",
    allowFirefox: "المس العلامة التي قبل العنوان في الأعلى، وأزل الحظر عن «إرسال الإشعارات». ثم عد والمس الزر مرة أخرى.",
    allowSafari: "افتح الإعدادات في قائمة Safari، ثم مواقع الويب، ثم الإشعارات، واختر السماح بجانب هذا الموقع.",
    allowIos: "افتح إعدادات iPhone أو iPad، ثم الإشعارات، واختر هذا الموقع، وشغل السماح بالإشعارات.",
    install: "يحتاج إلى مكان على شاشتك الرئيسية.",
    howInstall: "كيف يتم ذلك",
    installTitle: "أضف إلى الشاشة الرئيسية",
    installSteps: "المس مشاركة، ثم «إضافة إلى الشاشة الرئيسية». افتح الموقع من أيقونته الجديدة والمس الزر هناك: لا يعرض iPhone وiPad إلا إشعارات المواقع التي على الشاشة الرئيسية.",
    installThere: "لا يعرض iPhone وiPad إلا إشعارات الصفحات التي على الشاشة الرئيسية، ويمكن وضع هذه الصفحة هناك: افتحها، والمس مشاركة، ثم «إضافة إلى الشاشة الرئيسية». ثم افتحها من أيقونتها الجديدة والمس الزر هناك.",
    openPage: "افتح الصفحة",
    close: "إغلاق",
    inApp: "تابع {name} في التطبيق",
    aboutIt: "كل شيء عن {name}",
    inInbox: "اقرأ {name} بلا إشعارات",
    unsupported: "لا يستطيع هذا المتصفح عرض الإشعارات.",
    offline: "أنت غير متصل. يتم ذلك عند عودتك.",
    failed: "لم ينجح ذلك.",
    again: "حاول مرة أخرى",
  },
};

const languageOf = (tag) => tag.toLowerCase().split("-")[0];

// `follow` by the attribute text-follow, `tapToStop` by text-tap-to-stop, or by JSON in a script element inside.
const textsFor = (element, tag) => {
  const own = {};
  const script = element.querySelector('script[type="application/json"]');
  if (script) {
    try {
      Object.assign(own, JSON.parse(script.textContent));
    } catch (error) {
      console.warn("newsbell-follow: the texts inside are no JSON", error);
    }
  }
  for (const { name, value } of element.attributes) {
    if (name.startsWith("text-")) {
      own[name.slice(5).replace(/-(.)/g, (_, letter) => letter.toUpperCase())] = value;
    }
  }
  return { ...TEXTS.en, ...TEXTS[languageOf(tag)], ...own };
};

const weeklyText = (texts, tag, alerts) => {
  if (!alerts) return texts.whenever;
  const count = Math.round(alerts);
  if (count === 0) return texts.seldom;
  if (typeof texts.weekly === "string") return texts.weekly.replace("{n}", count);
  const form = new Intl.PluralRules(tag).select(count);
  return (texts.weekly[form] ?? texts.weekly.other).replace("{n}", new Intl.NumberFormat(tag).format(count));
};
