using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What the attributes cannot say.</summary>
public sealed class ValidateConsoleOptions : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Provider switch
        {
            ConsoleProvider.Postgres when !PostgresConnectionString.TryRead(options, out _, out var error) => ValidateOptionsResult.Fail(error),
            ConsoleProvider.Sqlite when !string.IsNullOrWhiteSpace(options.ConnectionString) =>
                ValidateOptionsResult.Fail("Console:ConnectionString is set, but Console:Provider is Sqlite, which takes none; set Console:Provider to Postgres, or remove the connection string."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
