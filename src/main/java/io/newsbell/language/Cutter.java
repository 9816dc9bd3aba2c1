package io.newsbell.language;

/// Finds where the words of a text are, in chars.
interface Cutter {
    void cut(String text, Found found);

    interface Found {
        void word(int start, int end);
    }
}
