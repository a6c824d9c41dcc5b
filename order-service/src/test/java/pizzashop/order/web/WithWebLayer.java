package pizzashop.order.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.live.PageHeaders;
import pizzashop.order.cancellation.CancelOrder;
import pizzashop.order.groupcommit.GroupCommitProperties;
import pizzashop.order.menu.Menu;
import pizzashop.order.orders.OrderRepository;
import pizzashop.order.orders.PlaceOrder;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Runs what answers requests, with stand-ins for what stands behind it. */
@WebMvcTest
@Import({ Menu.class, StrictJson.class, Pages.class, PageHeaders.class, WithWebLayer.WhatTellsAnOutage.class })
@EnableConfigurationProperties(GroupCommitProperties.class)
@MockitoBean(types = { PlaceOrder.class, CancelOrder.class, OrderRepository.class, LiveOrders.class })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WithWebLayer {

	@TestConfiguration
	class WhatTellsAnOutage {

		@Bean
		Failures failures() {
			return new Failures(List.of());
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
