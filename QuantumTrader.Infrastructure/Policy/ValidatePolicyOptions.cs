using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>What the single keys cannot say about each other.</summary>
public sealed class ValidatePolicyOptions : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.PollInterval * 2 <= options.AgeMax
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Policy:PollInterval ({options.PollInterval}) must be at most half of Policy:AgeMax ({options.AgeMax}), or one missed poll stops trading.");
    }
}
