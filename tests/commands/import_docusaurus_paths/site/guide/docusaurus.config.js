// It's a configuration: docs: {path: 'nowhere'}
module.exports = {
  title: 'The loop',
  url: 'https://guide.example', // an address
  presets: [
    ['classic', { docs: { path: './contents', sidebarPath: require.resolve('./sidebars.js'), routeBasePath: '/' } }],
  ],
  plugins: [
    ['@docusaurus/plugin-content-docs', { id: 'pay', path: 'pay-docs', routeBasePath: 'pay' }],
  ],
};
