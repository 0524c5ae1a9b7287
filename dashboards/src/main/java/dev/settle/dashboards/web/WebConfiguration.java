package dev.settle.dashboards.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The web side's parts. */
@Configuration(proxyBeanMethods = false)
@Import({ApiController.class, ErrorAdvice.class})
public class WebConfiguration {
  @Bean
  ProtectionFilter protectionFilter(@Value("${server.address}") String host) {
    return new ProtectionFilter(host);
  }
}
