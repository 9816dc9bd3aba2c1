package io.newsbell.device;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Platform {
    @JsonProperty("android")
    ANDROID,
    @JsonProperty("ios")
    IOS,
    @JsonProperty("web")
    WEB
}
