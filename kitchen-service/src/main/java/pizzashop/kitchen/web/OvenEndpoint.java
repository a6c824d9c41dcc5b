package pizzashop.kitchen.web;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.oven.Oven;
import pizzashop.kitchen.oven.OvenSwitch;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/** Lets an operator jam and repair the oven: {@code /actuator/oven}. */
@Component
@WebEndpoint(id = "oven")
class OvenEndpoint {

	private final OvenSwitch ovenSwitch;

	OvenEndpoint(OvenSwitch ovenSwitch) {
		this.ovenSwitch = ovenSwitch;
	}

	record OvenView(boolean jammed, Instant since) {

		static OvenView of(Oven oven) {
			return new OvenView(oven.jammed(), oven.since());
		}

	}

	@ReadOperation
	OvenView oven() {
		return OvenView.of(this.ovenSwitch.oven());
	}

	@WriteOperation
	OvenView turn(@Nullable String jammed) {
		return switch (jammed) {
			case "true" -> OvenView.of(this.ovenSwitch.turn(true));
			case "false" -> OvenView.of(this.ovenSwitch.turn(false));
			case null, default -> throw new InvalidEndpointRequestException("Neither jammed nor repaired: " + jammed,
					"The value of jammed must be true or false");
		};
	}

}
