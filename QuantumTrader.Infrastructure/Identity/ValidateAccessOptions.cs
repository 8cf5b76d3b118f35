using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What the attributes cannot say.</summary>
public sealed class ValidateAccessOptions : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [];
        if (options.IdleMax > options.SessionMax)
        {
            errors.Add("Access:IdleMax must not be longer than Access:SessionMax, or it never counts.");
        }

        if (options.CircuitsPerUser > options.CircuitsMax)
        {
            errors.Add("Access:CircuitsPerUser must not be more than Access:CircuitsMax, or one user takes all screens.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
