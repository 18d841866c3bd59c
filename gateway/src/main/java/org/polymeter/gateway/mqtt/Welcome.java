package org.polymeter.gateway.mqtt;

import io.moquette.broker.NewNettyMQTTHandler;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lets clients of the embedded broker speak on after CONNECT, as MQTT allows. Moquette throws out who says anything
 * before it knows for itself that it has welcomed the client: always those who do not wait for CONNACK, and now and
 * then those who answer it at once, for it learns of its own CONNACK a moment after it was sent.
 *
 * <p>Netty finds it as a service, if {@link SmallNetty} tells it to look.
 */
public final class Welcome extends ChannelInitializerExtension {

    /** What Moquette notes at a connection first of all once it has welcomed the client. */
    private static final AttributeKey<Object> WELCOME = AttributeKey.valueOf("keepAlive");

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel ready) {
                ChannelHandlerContext moquette = ready.pipeline().context(NewNettyMQTTHandler.class);
                if (moquette != null) {
                    ready.pipeline().addBefore(moquette.name(), null, new Doorman());
                }
            }
        });
    }

    /** Keeps what comes between CONNECT and the welcome, and leaves. */
    private static final class Doorman extends ChannelInboundHandlerAdapter {

        private final Queue<Object> waiting = new ArrayDeque<>();
        private boolean hasConnected;

        @Override
        public void channelRead(ChannelHandlerContext here, Object packet) {
            if (!hasConnected) {
                hasConnected = packet instanceof MqttConnectMessage;
                here.fireChannelRead(packet);
                return;
            }
            waiting.add(packet);
            if (waiting.size() == 1) {
                here.channel().config().setAutoRead(false);
                letIn(here);
            }
        }

        private void letIn(ChannelHandlerContext here) {
            if (here.isRemoved()) {
                return;
            }
            if (!here.channel().hasAttr(WELCOME)) {
                Future<?> unused = here.executor().schedule(() -> letIn(here), 1, TimeUnit.MILLISECONDS);
                return;
            }
            while (!waiting.isEmpty()) {
                here.fireChannelRead(waiting.remove());
            }
            here.fireChannelReadComplete();
            here.channel().config().setAutoRead(true);
            if (!here.isRemoved()) {
                here.pipeline().remove(this);
            }
        }

        /** Also when the connection has ended before. */
        @Override
        public void handlerRemoved(ChannelHandlerContext here) {
            waiting.forEach(ReferenceCountUtil::release);
            waiting.clear();
        }
    }
}
