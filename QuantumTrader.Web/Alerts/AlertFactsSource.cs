using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Alerts;

/// <summary>Gathers what is looked at; waits for nobody.</summary>
internal sealed class AlertFactsSource(HealthSource health, IEngineViews views, IOperatorActions actions, AlertKeeper keeper, AlertBoard board)
{
    private bool _hasLed;

    public AlertFacts Now()
    {
        var (facts, state) = (health.Now(), board.State);
        _hasLed |= facts.KnownStorage is { Lease: LeaseState.Held, Role: EngineRole.Leader };
        var longest = state.Waiting.MaxBy(d => d.Attempts);
        return new()
        {
            Health = facts,
            Emergency = actions.Status,
            View = views.Current,
            HasLed = _hasLed,
            Alerts = keeper.Health,
            MessagesGivenUp = state.Dead.Count,
            AttemptsMost = longest?.Attempts ?? 0,
            AttemptCause = longest?.LastError ?? (state.Dead.Count > 0 ? state.Dead[0].LastError : null),
        };
    }
}
