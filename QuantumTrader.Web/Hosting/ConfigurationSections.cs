using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Signals;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Hosting;

/// <summary>Every section of the configuration that is ours, in the order of the flow, which is the order of appsettings.json.</summary>
public static class ConfigurationSections
{
    public static IReadOnlyList<(string Section, Type Options)> All { get; } =
    [
        (WebOptions.Section, typeof(WebOptions)),
        (ApiOptions.Section, typeof(ApiOptions)),
        (DataOptions.Section, typeof(DataOptions)),
        (MarketOptions.Section, typeof(MarketOptions)),
        (RecorderOptions.Section, typeof(RecorderOptions)),
        (SignalsOptions.Section, typeof(SignalsOptions)),
        (SizingOptions.Section, typeof(SizingOptions)),
        (PolicyOptions.Section, typeof(PolicyOptions)),
        (RiskOptions.Section, typeof(RiskOptions)),
        (EmergencyOptions.Section, typeof(EmergencyOptions)),
        (TriggersOptions.Section, typeof(TriggersOptions)),
        (ExecutionOptions.Section, typeof(ExecutionOptions)),
        (ExchangeOptions.Section, typeof(ExchangeOptions)),
        (BinanceOptions.Section, typeof(BinanceOptions)),
        (LiveOptions.Section, typeof(LiveOptions)),
        (StoreOptions.Section, typeof(StoreOptions)),
        (RedisOptions.Section, typeof(RedisOptions)),
        (PaperOptions.Section, typeof(PaperOptions)),
        (TradesOptions.Section, typeof(TradesOptions)),
        (EventsOptions.Section, typeof(EventsOptions)),
        (AlertsOptions.Section, typeof(AlertsOptions)),
        (ConsoleOptions.Section, typeof(ConsoleOptions)),
        (AccessOptions.Section, typeof(AccessOptions)),
    ];
}
