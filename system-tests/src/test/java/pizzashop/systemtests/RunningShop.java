package pizzashop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import pizzashop.platform.Infrastructure;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.OrderClient;

/**
 * The whole system as processes of their own, two instances of each service, started at
 * the first use, shared by all tests, gone with their JVM.
 */
final class RunningShop {

	private static final Map<String, String> QUICK_OVEN = Map.of("KITCHEN_BAKETIME", "500ms");

	private final PizzaShop shop;

	private final ServiceInstance firstOrderService;

	private final ServiceInstance secondOrderService;

	private RunningShop() {
		this.shop = PizzaShop.open(directory());
		this.shop.startServices(Map.of(Service.KITCHEN, QUICK_OVEN));
		this.firstOrderService = this.shop.services()
			.stream()
			.filter((instance) -> instance.service() == Service.ORDER)
			.findFirst()
			.orElseThrow();
		this.secondOrderService = this.shop.start(Service.ORDER, 2, Map.of());
		this.shop.start(Service.KITCHEN, 2, QUICK_OVEN);
		this.shop.start(Service.NOTIFICATION, 2, Map.of());
	}

	static RunningShop get() {
		return Started.SHOP;
	}

	/** A customer of each instance of order-service. */
	List<OrderClient> customers() {
		return List.of(new OrderClient(this.firstOrderService.url()), new OrderClient(this.secondOrderService.url()));
	}

	Infrastructure infrastructure() {
		return this.shop.infrastructure();
	}

	/** Below target, so that the logs outlive the tests. */
	private static Path directory() {
		try {
			return Files.createTempDirectory(Files.createDirectories(Path.of("target", "shops")), "shop-")
				.toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Started {

		static final RunningShop SHOP = new RunningShop();

	}

}
