using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Events;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Ui;

public static class UiServiceCollectionExtensions
{
    /// <summary>
    /// The screen. Needs an <c>IOperatorActions</c> from the emergency stage; the engine puts its pictures into
    /// <see cref="EngineViewStore"/>.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EngineViewStore>();
        services.TryAddSingleton<IEngineViews>(provider => provider.GetRequiredService<EngineViewStore>());
        services.AddSingleton<OperatorStop>();
        services.TryAddSingleton<IDeadLetterActions, DeadLetterActions>();
        services.TryAddSingleton<IEventTail, EventTail>();
        services.AddScoped<ScreenDeeds>();
        services.AddTransient<ResetDesk>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
        });
        return services;
    }
}
