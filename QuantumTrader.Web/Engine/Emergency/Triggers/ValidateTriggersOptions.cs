using Microsoft.Extensions.Options;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>What the single keys cannot say about each other.</summary>
public sealed class ValidateTriggersOptions : IValidateOptions<TriggersOptions>
{
    public ValidateOptionsResult Validate(string? name, TriggersOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.DataStaleReduceAfter <= options.DataStaleStopAfter
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Triggers:DataStaleReduceAfter ({options.DataStaleReduceAfter}) must not exceed Triggers:DataStaleStopAfter ({options.DataStaleStopAfter}), or trading would stop before it is limited.");
    }
}
