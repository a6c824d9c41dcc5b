package pizzashop.order.web;

import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import pizzashop.order.groupcommit.GroupCommitProperties;
import pizzashop.order.groupcommit.OverloadedException;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets in twice as many orders at a time as can wait and be placed, for some are just
 * being read or answered, and refuses the others before anything is read of them: what is
 * refused late costs as much as what is placed.
 */
@Component
class CrowdControl implements HandlerInterceptor, WebMvcConfigurer {

	private static final String LET_IN = CrowdControl.class.getName();

	private final Semaphore places;

	private final Counter refused;

	CrowdControl(GroupCommitProperties placing, MeterRegistry meters) {
		this.places = new Semaphore(2 * (placing.mostWaiting() + placing.largestBatch()));
		this.refused = meters.counter("orders.refused");
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/orders");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (HttpMethod.POST.matches(request.getMethod())) {
			if (!this.places.tryAcquire()) {
				this.refused.increment();
				throw new OverloadedException("As many orders are in hand as can be placed in time");
			}
			request.setAttribute(LET_IN, true);
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		if (request.getAttribute(LET_IN) != null) {
			this.places.release();
		}
	}

}
