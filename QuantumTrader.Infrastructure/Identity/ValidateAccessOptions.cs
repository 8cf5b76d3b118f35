using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What the attributes cannot say.</summary>
public sealed class ValidateAccessOptions : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IdleMax <= options.SessionMax
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Access:IdleMax must not be longer than Access:SessionMax, or it never counts.");
    }
}
