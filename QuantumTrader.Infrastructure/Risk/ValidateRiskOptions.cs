using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>What the single keys cannot say about each other.</summary>
public sealed class ValidateRiskOptions : IValidateOptions<RiskOptions>
{
    public ValidateOptionsResult Validate(string? name, RiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.DrawdownConfirmDelay <= options.DrawdownUnresolvedMax
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Risk:DrawdownConfirmDelay ({options.DrawdownConfirmDelay}) must not exceed Risk:DrawdownUnresolvedMax ({options.DrawdownUnresolvedMax}), or a failed read would stop trading sooner than a proved loss.");
    }
}
