// Bootstrap's components are fetched when a page first shows one, not with every first page.
(() => {
  const source =
    "/_dash-component-suites/dash_bootstrap_components/_components/dash_bootstrap_components.min.js";
  let fetched;
  const fetchOnce = () =>
    (fetched ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    }));
  const late = (name) => {
    const Part = React.lazy(() =>
      fetchOnce().then(() => ({ default: window.dash_bootstrap_components[name] })),
    );
    return (props) =>
      React.createElement(React.Suspense, { fallback: null }, React.createElement(Part, props));
  };
  window.dash_bootstrap_components = { Alert: late("Alert") };
})();
