package io.newsbell.device;

/// The keys with which an app's browsers subscribe. Owned here, implemented where browsers are pushed to.
public interface BrowserKeys {
    boolean isOf(long appId, String applicationServerKey);
}
